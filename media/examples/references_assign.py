"""Names hold references. Watch `basket`: every line that says `refs` changed its count."""

basket = ["apple"]
alias = basket
third = alias
del alias
third = None
print("one name left:", basket)
del basket
print("the list is gone")
