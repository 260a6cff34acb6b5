"""The partner's space: what a partner does, measures, spends and tells, written far from the network, sent once."""
