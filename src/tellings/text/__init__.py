"""Words and cuts: blocks, quotation marks, folding, shingles, days."""
