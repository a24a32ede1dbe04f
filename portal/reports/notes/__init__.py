"""What is read of case notes."""
