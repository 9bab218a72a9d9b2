import sys

if __name__ == "__main__":  # worker processes import this file as well
    from app.application import main

    sys.exit(main())
