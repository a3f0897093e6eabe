module example.com/shop-infrastructure

go 1.25
