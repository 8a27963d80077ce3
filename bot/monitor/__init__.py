"""What an operator sees of a running bot: log lines, metrics, health."""
