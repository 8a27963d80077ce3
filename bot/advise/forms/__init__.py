"""What members fill in: completions, corrections, proposals, and questions within ids."""
