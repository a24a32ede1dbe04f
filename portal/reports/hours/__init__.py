"""Hours of a case: what was planned, told, proven and counted; read only."""
