"""What the rows behind KPIs add up to: counts, sums, and the values at a rank, for many periods in one query.

Each aggregate is written once, over `Rows`: standard column names that own tables (own.py) and tables of another
database (other.py) both have.
"""
