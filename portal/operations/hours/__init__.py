"""Hours: what participants tell week by week, what providers and workers enter, and what is
decided on them."""
