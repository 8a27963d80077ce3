"""Replies written by the operator's own language model from our notes and entries, verified before they are shown.

`material` is what the model gets, `request` how it is asked, `draft` what it gives, `verify` what of that is let
through, `server` how a server of models is reached, and `writer` puts them together. Nothing here is imported where no
model is set.
"""
