"""What is read about one case beside the case itself."""
