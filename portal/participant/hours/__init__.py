"""My hours at /my/hours: months, a week to change day by day, proof, objections (PLAN-9)."""

from portal.participant.hours import months, objections, proof, weeks

__all__ = ["months", "objections", "proof", "weeks"]
