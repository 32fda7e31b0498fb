// Prints what a health check in Lua (first argument: its file) makes of the object on standard input (JSON), as `{"status":"Healthy","message":"…"}`, with the interpreter of Argo CD.
package main

import (
	"encoding/json"
	"log"
	"os"

	lua "github.com/yuin/gopher-lua"
)

func main() {
	var object any
	if err := json.NewDecoder(os.Stdin).Decode(&object); err != nil {
		log.Fatal(err)
	}
	state := lua.NewState()
	defer state.Close()
	state.SetGlobal("obj", toLua(state, object))
	if err := state.DoFile(os.Args[1]); err != nil {
		log.Fatal(err)
	}
	health, isTable := state.Get(-1).(*lua.LTable)
	if !isTable {
		log.Fatal("the check gives no table")
	}
	text := func(field string) string { return lua.LVAsString(health.RawGetString(field)) }
	if err := json.NewEncoder(os.Stdout).Encode(map[string]string{"status": text("status"), "message": text("message")}); err != nil {
		log.Fatal(err)
	}
}

func toLua(state *lua.LState, value any) lua.LValue {
	switch value := value.(type) {
	case map[string]any:
		table := state.NewTable()
		for key, each := range value {
			table.RawSetString(key, toLua(state, each))
		}
		return table
	case []any:
		table := state.NewTable()
		for _, each := range value {
			table.Append(toLua(state, each))
		}
		return table
	case string:
		return lua.LString(value)
	case float64:
		return lua.LNumber(value)
	case bool:
		return lua.LBool(value)
	}
	return lua.LNil
}
