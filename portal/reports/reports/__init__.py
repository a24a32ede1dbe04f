"""What is read of the reports that participants send."""
