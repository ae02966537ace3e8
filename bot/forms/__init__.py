"""Forms of settings, whatever they set: what they are about, what stands in them, what is wrong there."""
