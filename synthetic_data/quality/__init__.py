"""The generated city beside its evidence: margins and joints drawn, and predictions held out."""
