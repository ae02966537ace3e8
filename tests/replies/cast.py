"""Key results that may be answered in words."""

from bot.replies.asking import Askable

NPS = Askable("1.1", "points", value=44, confidence=6, figures=(40, 60, 44))
FRESH = Askable("1.1", "points", figures=(40, 60))
HOURS = Askable("2.2", "h", value=4, confidence=5, figures=(6, 2, 4))
STEPS = Askable("2.4", steps=5, value=2, done=(1, 2), confidence=5)
TICKETS = Askable("3.1", "tickets", value=1100, confidence=5, figures=(1000, 1500, 1100))
SHARE = Askable("2.1", "%", value=44, confidence=6, figures=(40, 60, 44))
MANY = (SHARE, HOURS, STEPS, TICKETS)
