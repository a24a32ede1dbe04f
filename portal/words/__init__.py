"""The words for codes, one file a topic: what staff choose reaches people in their language."""
