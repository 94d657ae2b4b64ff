// What HashiCorp's own parser makes of texts: one a line on the standard input, as JSON, and one answer a line.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math/big"
	"os"
	"sort"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// What an expression is: a value, an unknown one, a list, or pairs in written order.
func value(e hclsyntax.Expression) any {
	switch x := e.(type) {
	case *hclsyntax.ParenthesesExpr:
		return value(x.Expression)
	case *hclsyntax.ObjectConsExpr:
		pairs := []any{}
		for _, item := range x.Items {
			key, diags := item.KeyExpr.Value(nil)
			name := any(nil)
			if !diags.HasErrors() && key.IsKnown() && !key.IsNull() && key.Type() == cty.String {
				name = key.AsString()
			}
			pairs = append(pairs, []any{name, value(item.ValueExpr)})
		}
		return map[string]any{"map": pairs}
	case *hclsyntax.TupleConsExpr:
		items := []any{}
		for _, item := range x.Exprs {
			items = append(items, value(item))
		}
		return map[string]any{"list": items}
	case *hclsyntax.FunctionCallExpr:
		if (x.Name == "jsonencode" || x.Name == "yamlencode") && len(x.Args) == 1 && !x.ExpandFinal {
			return value(x.Args[0])
		}
	}
	v, diags := e.Value(nil)
	if diags.HasErrors() || !v.IsWhollyKnown() {
		return map[string]any{"unknown": true}
	}
	if v.IsNull() {
		return map[string]any{"value": nil}
	}
	switch v.Type() {
	case cty.String:
		return map[string]any{"value": v.AsString()}
	case cty.Bool:
		return map[string]any{"value": v.True()}
	case cty.Number:
		f := v.AsBigFloat()
		if f.IsInt() {
			i, _ := f.Int(nil)
			return map[string]any{"number": i.String()}
		}
		g, _ := new(big.Float).Set(f).Float64()
		return map[string]any{"number": fmt.Sprint(g)}
	}
	return map[string]any{"unknown": true}
}

type part struct {
	at   int
	pair []any
}

func body(b *hclsyntax.Body) any {
	found := []part{}
	for name, a := range b.Attributes {
		found = append(found, part{a.SrcRange.Start.Byte, []any{name, value(a.Expr)}})
	}
	for _, block := range b.Blocks {
		inner := body(block.Body)
		for i := len(block.Labels) - 1; i >= 0; i-- {
			inner = map[string]any{"map": []any{[]any{block.Labels[i], inner}}}
		}
		found = append(found, part{block.TypeRange.Start.Byte, []any{block.Type, inner}})
	}
	sort.Slice(found, func(i, j int) bool { return found[i].at < found[j].at })
	pairs := make([]any, len(found))
	for i, each := range found {
		pairs[i] = each.pair
	}
	return map[string]any{"map": pairs}
}

func main() {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	in := json.NewDecoder(bufio.NewReader(os.Stdin))
	for {
		var text string
		if in.Decode(&text) != nil {
			return
		}
		file, diags := hclsyntax.ParseConfig([]byte(text), "f.tf", hcl.InitialPos)
		var told any = map[string]any{"error": diags.Error()}
		if !diags.HasErrors() {
			told = body(file.Body.(*hclsyntax.Body))
		}
		line, _ := json.Marshal(told)
		out.Write(append(line, '\n'))
		out.Flush()
	}
}
