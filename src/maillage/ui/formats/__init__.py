"""Dates and hours as each language writes them; months are words, so that nobody wonders which number is the day."""
