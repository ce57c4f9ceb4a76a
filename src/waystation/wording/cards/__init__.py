"""Cards in the reader's language: sentences, things, numbers and times; for print, for SMS, and to be read aloud."""
