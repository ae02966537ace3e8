"""An answer of each page, for those who read the description."""

from typing import Any

KEY_RESULT: dict[str, Any] = {
    "id": "2.1",
    "title": "NPS from 40 to 60",
    "owner": "U0ANNA",
    "kind": "change",
    "unit": "points",
    "start": 40,
    "target": 60,
    "value": 49,
    "progress": 0.45,
    "confidence": 7,
    "pace": "slightly_behind",
    "expected": 0.63,
    "attention": [],
    "forecast": {"value": 57.5, "low": 53, "high": 62},
    "kpi": "nps",
}
OKRS: dict[str, Any] = {
    "objectives": [
        {
            "id": "2",
            "title": "Customers recommend us",
            "level": "team",
            "team": "Support",
            "owner": "U0ANNA",
            "cycle": "2026-Q4",
            "parent": None,
            "score": 0.45,
            "status": "slightly_behind",
            "key_results": [KEY_RESULT],
            "initiatives": [{"title": "Help pages", "owner": "U0BORIS", "state": "open", "key_result": None}],
        }
    ]
}
CHECK_IN: dict[str, Any] = {
    "key_result": "2.1",
    "person": "U0ANNA",
    "round": "Support 2026-11-27",
    "value": 49,
    "confidence": 7,
    "note": "The panel is live",
    "blocker": "",
    "thanks": "U0BORIS",
    "at": "2026-11-27T07:04:00+00:00",
    "state": "on_time",
    "superseded": False,
    "from": "modal",
}
KPI: dict[str, Any] = {
    "kpi": "nps",
    "formula": "nps",
    "unit": "points",
    "value": 48.7,
    "n": 412,
    "low": 41.6,
    "high": 55.2,
    "from": "2026-08-30",
    "to": "2026-11-27",
    "newest": "2026-11-27T06:58:11Z",
    "source": "survey relationship",
    "too_few": False,
    "series": [
        {"period": "2026-11", "from": "2026-11-01", "to": "2026-11-27", "value": 50, "n": 98, "low": 35.4, "high": 62.2}
    ],
}
NOT_SAID = (
    *("survey", "window", "source", "stat", "hours", "margin", "period", "keep", "scale", "top"),
    *("lost", "present", "solved", "sentiment", "within", "segment"),
)
DEFINITION: dict[str, Any] = dict.fromkeys(NOT_SAID) | {
    "name": "nps",
    "title": "NPS",
    "formula": "nps",
    "survey": "relationship",
    "filter": {},
    "window": "90d",
    "unit": "points",
    "direction": "up",
    "min_n": 30,
}
TEAM: dict[str, Any] = {
    "name": "Support",
    "channel": "C0SUPPORT",
    "lead": "U0ANNA",
    "members": ["U0ANNA", "U0BORIS"],
    "language": "en",
    "timezone": "Europe/Moscow",
    "checkin": {"day": "fri", "time": "10:00", "zone": "person", "every": 1, "due_hours": 6, "remind_hours": [3, 5]},
    "digest": {"when": "early", "name_missing": False},
}
DIGEST: dict[str, Any] = {
    "team": "Support",
    "cycle": "2026-Q4",
    "round": "Support 2026-11-27",
    "answered": 2,
    "asked": 3,
    "missing": None,
    "score": 0.45,
    "expected": 0.63,
    "change": 0.05,
    "thanks": [{"from": "U0ANNA", "to": "U0BORIS"}],
    "kpis": [KPI | {"changed": False}],
    **OKRS,
}
JSON: dict[str, dict[str, Any]] = {
    "okrs": OKRS,
    "checkins": {"checkins": [CHECK_IN]},
    "kpis": {"kpis": [DEFINITION]},
    "kpi": KPI,
    "teams": {"teams": [TEAM]},
    "cycles": {"cycles": [{"name": "2026-Q4", "from": "2026-10-01", "to": "2026-12-31", "state": "open"}]},
    "digest": DIGEST,
}
CSV = {
    "okrs": "id,objective,key_result,team,cycle,owner,kind,unit,start,target,min,max,value,progress,confidence,pace,"
    "attention\n2.1,Customers recommend us,NPS from 40 to 60,Support,2026-Q4,U0ANNA,change,points,40,60,,,49,0.45,7,"
    "slightly_behind,\n",
    "checkins": "key_result,person,round,value,confidence,note,blocker,thanks,from,at,state,superseded\n"
    "2.1,U0ANNA,Support 2026-11-27,49,7,The panel is live,,U0BORIS,modal,2026-11-27T07:04:00+00:00,on_time,False\n",
    "kpi": "kpi,unit,period,from,to,value,n,low,high\nnps,points,2026-11,2026-11-01,2026-11-27,50,98,35.4,62.2\n",
}
