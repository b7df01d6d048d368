"""How entities of several documents come together: keys, scenes, spellings, and the blocks in which candidates meet."""
