"""The Norms page: what a norm of so many square metres a person does to the city, and to whom.

The address is the state: every lever that stands elsewhere than the law is one parameter.
"""
