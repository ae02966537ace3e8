"""The Web API: what each method does to the workspace."""
