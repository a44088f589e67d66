export default ["packages/*", "examples", "examples/shop"]
