"""What cards, forms and pictures are made of."""
