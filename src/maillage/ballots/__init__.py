"""The right to vote and its use: rolls, proxies, questions, votes, tellers, counts that can be said again."""
