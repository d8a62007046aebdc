# English words of the patterns.
