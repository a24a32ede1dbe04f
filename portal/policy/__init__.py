"""The rules of the five policies, pure: dates and numbers in, dates, numbers and reason codes out.

Nothing here reads the clock, the database or a request, and nothing outside the standard
library is imported. Every public function names the rule it carries out and its source.
"""
