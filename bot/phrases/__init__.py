"""Phrases that several features say the same way: values with their units, verdicts, KPIs, people."""
