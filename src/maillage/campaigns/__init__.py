"""Campaigns, the gestures they ask for, petitions and their signatures."""
