"""The year's figures: what is counted (dimensions, measures), read in few queries, assembled without adding twice."""
