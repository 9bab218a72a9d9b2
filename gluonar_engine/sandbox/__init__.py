"""Work on files that nobody vouches for, in helper processes with limits; what the work is, others say."""
