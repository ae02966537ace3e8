"""The files that the manual's commands are about, as somebody would have them."""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

DAYS = [f"2026-10-{day:02}" for day in range(1, 31)]
KPIS = """kpis:
  - {name: nps, title: NPS, formula: nps, survey: relationship, window: 90d}
  - {name: media_mentions, title: Media mentions, formula: value}
"""
TICKETS = ["CaseID,Opened,Closed", *(f"{day[-2:]},{day} 09:00,{day} 15:00" for day in DAYS)]
TEXTS = {
    "answers.csv": ["id,Date,Score", *(f"{day[-2:]},{day},{9 + int(day[-1]) % 2}" for day in DAYS)],
    "tickets.csv": TICKETS,
    "customers.csv": ["customerID,start,Churn", *(f"{day[-2:]},2026-01-05,No" for day in DAYS), "31,2026-01-05,Yes"],
    "status.csv": ["ID,start,Status", *(f"{day[-2:]},2026-01-05,Active" for day in DAYS), "31,2026-01-05,Churned"],
    "reviews.csv": ["id,time,rating", *(f"{day[-2:]},{day},{1 + int(day[-1]) % 5}" for day in DAYS)],
    "mentions.csv": ["date,value", *(f"{day},{day[-1]}" for day in DAYS)],
    "kpis.yaml": [KPIS],
}
SHEETS = {
    "orders.xlsx": ("Orders", ["id,customer,Date,amount", *(f"{day[-2:]},{day[-1]},{day},10" for day in DAYS)]),
    "tickets.xlsx": ("Sheet", TICKETS),
}


def lay_out(folder: Path) -> None:
    for name, lines in TEXTS.items():
        (folder / name).write_text("\n".join(lines) + "\n")
    for name, (sheet, lines) in SHEETS.items():
        _workbook(folder / name, sheet, lines)


def _workbook(file: Path, title: str, lines: Sequence[str]) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for line in lines:
        sheet.append(line.split(","))
    book.save(file)
