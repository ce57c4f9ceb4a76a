"""What is kept and who may read it: entries, chains, keys, compartments, bundles; pure rules, no input or output."""
