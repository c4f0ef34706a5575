import json,collections,sys
f=sys.argv[1]; lo=float(sys.argv[2]); hi=float(sys.argv[3])
ev=json.load(open(f))['traceEvents']
click=[e for e in ev if e.get('name')=='EventDispatch' and e['args']['data']['type'] in ('click','pointerup','keydown')]
t0=min(e['ts'] for e in click)
prof={}
for e in ev:
    if e['name'] in('Profile','ProfileChunk'):
        p=prof.setdefault((e['pid'],e.get('id')),dict(nodes={},samples=[],dt=[],start=None))
        d=e['args']['data']
        if e['name']=='Profile': p['start']=d['startTime']
        cp=d.get('cpuProfile',{})
        for n in cp.get('nodes',[]): p['nodes'][n['id']]=n
        p['samples']+=cp.get('samples',[]); p['dt']+=d.get('timeDeltas',[])
for k,p in prof.items():
    if len(p['samples'])<100: continue
    self=collections.Counter(); total=collections.Counter()
    par={i:n.get('parent') for i,n in p['nodes'].items()}
    nm=lambda i:(p['nodes'][i]['callFrame']['functionName'] or '(anon)')+' '+p['nodes'][i]['callFrame'].get('url','').split('/')[-1][:8]+':'+str(p['nodes'][i]['callFrame'].get('columnNumber',''))
    t=p['start']
    for s,d in zip(p['samples'],p['dt']):
        t+=d
        if not(lo<=(t-t0)/1000<=hi): continue
        self[nm(s)]+=d/1000
        seen=set(); i=s
        while i:
            n=nm(i)
            if n not in seen: total[n]+=d/1000; seen.add(n)
            i=par.get(i)
    print(k,len(p['samples']))
    print('SELF'); [print('  ',round(v,1),n) for n,v in self.most_common(22)]
    print('TOTAL'); [print('  ',round(v,1),n) for n,v in total.most_common(110)]
