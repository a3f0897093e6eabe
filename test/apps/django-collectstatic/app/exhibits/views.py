from django.shortcuts import render


def index(request):
    return render(request, "exhibits/index.html", {"exhibits": ["Rosetta Stone", "Sutton Hoo"]})
