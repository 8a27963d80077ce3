"""What an operator sees of a running bot: log lines, figures, health."""
