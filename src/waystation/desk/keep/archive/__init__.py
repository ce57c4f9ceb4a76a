"""What a coordinator does with footage and testimony: take in, look after, let out."""
