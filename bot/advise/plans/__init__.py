"""Plans: what leads to a goal, in which order, in how much time."""
