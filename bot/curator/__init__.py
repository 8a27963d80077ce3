"""What curators do with the knowledge base on their own machine: the commands under `dlguide knowledge`."""
