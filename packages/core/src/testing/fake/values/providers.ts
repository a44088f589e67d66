/** A way to pay an invoice, as the API prints it. */
export interface Provider {
  readonly id: string
  readonly provider: string
  readonly network: string
  /** The currency that is paid. */
  readonly gateway: string
  readonly type: string
  readonly filters: ReadonlyArray<string>
  readonly metadata: {
    readonly decimals: number
    readonly contract_address: string | null
    readonly image_url: string
    readonly image_url_network: string
  }
}

const crypto = (
  network: string,
  gateway: string,
  filters: ReadonlyArray<string>,
  metadata: { readonly decimals: number; readonly contract_address?: string }
): Provider => ({
  id: `prov_${network}_${gateway}`.toLowerCase(),
  provider: "CRYPTO",
  network,
  gateway,
  type: metadata.contract_address === undefined ? "native" : "token",
  filters,
  metadata: {
    contract_address: null,
    ...metadata,
    image_url: `https://example.com/${gateway.toLowerCase()}.png`,
    image_url_network: `https://example.com/${network.toLowerCase()}_network.png`
  }
})

/** The ways to pay every invoice. They are the fake's own. */
export const providers: ReadonlyArray<Provider> = [
  crypto("SOLANA", "USDC", ["svm"], {
    decimals: 6,
    contract_address: "0x2791bca1f2de4661ed88a30c99a7a9449aa84174"
  }),
  crypto("BITCOIN", "BITCOIN", ["utxo"], { decimals: 8 }),
  crypto("ETHEREUM", "ETHEREUM", ["evm"], { decimals: 18 }),
  crypto("TRON", "USDT", ["tvm"], {
    decimals: 6,
    contract_address: "0x0000000000000000000000000000000000000001"
  })
]

export const findProvider = (id: string): Provider | undefined =>
  providers.find((provider) => provider.id === id)
