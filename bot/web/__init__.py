"""HTTP mode: what Slack, browsers and machines ask of the bot at its own address. Nothing here is imported in Socket
Mode."""
