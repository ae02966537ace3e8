"""Webhooks in: survey tools bring their answers, so that nobody carries files."""
