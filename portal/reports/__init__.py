"""Read-only queries across topics, each a fixed number of statements."""
