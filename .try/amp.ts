import { makeRetryBucket } from "../packages/core/src/internal/call/retryBudget.js"
const budget = { capacity: 500, retryCost: 5, timeoutRetryCost: 10, refund: 1 }
const sim = (fails: (n:number)=>boolean, calls: number) => {
  const bucket = makeRetryBucket(); let attempts = 0, ok = 0
  for (let i=0;i<calls;i++){ let taken=0
    for (let t=1;;t++){ attempts++
      if(!fails(t)){ bucket.refund(budget,taken); ok++; break }
      if(t>2) break
      const c=bucket.take(budget,{_tag:"ServerError"} as any); if(c===undefined) break; taken=c }
  } return [ (attempts/calls).toFixed(3), (ok/calls).toFixed(3) ] }
for (const p of [0.1,0.5,0.9,1]) console.log(p, sim(()=>Math.random()<p, 1e6), sim(()=>Math.random()<p, 500))
console.log("first fails", sim((t)=>t===1, 1e5))
