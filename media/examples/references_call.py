"""A call lends an argument, a closure keeps it. Watch `word`."""


def show(text):
    size = len(text)
    return size


def remember(word):
    def recall():
        return word
    return recall


def main():
    word = ["reference"]
    print(show(word))
    keeper = remember(word)
    print(keeper())
    del keeper
    return 1


main()
