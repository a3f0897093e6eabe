// Synthesizes the shop into ./dist.
package main

import (
	"fmt"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"
)

func main() {
	defer jsii.Close()
	app := cdk8s.NewApp(nil)
	shop := NewShop(app, "shop", &ShopProps{Registry: "registry.example.com", Host: "shop.example.com"})
	fmt.Println(*shop.Web.Image())
	app.Synth()
}
