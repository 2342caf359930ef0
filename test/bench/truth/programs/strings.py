"""Text built in the ways that programs build it."""

WORDS = ["word%d" % number for number in range(40)]
LINE = "alpha,beta,gamma,delta,epsilon,zeta,eta,theta" * 3


def work(n):
    number = 12.75
    for _ in range(n):
        f"{number:.3f} of {number!r} in {n}"  # part: formatted
        text = ""  # part: appended
        for word in WORDS: text += word  # part: appended
        " ".join([word.upper() for word in WORDS])  # part: joined
        LINE.replace("a", "bb").split(",")  # part: split
        LINE.encode("utf-8").decode("utf-8"); LINE.encode("utf-16")  # part: encoded
        "%s=%d, %s=%d" % ("first", n, "second", n)  # part: percent
