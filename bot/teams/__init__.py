"""Teams are set up by their leads and by admins."""
