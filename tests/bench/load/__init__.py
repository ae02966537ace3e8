"""Many companies at once: replicas of the real bot in HTTP mode over one PostgreSQL, a Slack that remembers what it
was sent, and people who click. `python -m tests.bench.load --help` tells what can be varied."""
