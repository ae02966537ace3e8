"""okrbot: the command line. Groups are loaded when one of their commands is called, so --help stays quick."""

from bot.cli.main import main

if __name__ == "__main__":
    main()
