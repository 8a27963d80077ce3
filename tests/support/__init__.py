"""What tests, trials and benchmarks share: stand-ins for Discord, made data, and the shipped base."""
