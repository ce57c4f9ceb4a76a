"""What moves on the page of a story, where scripts may run: the eye and the red line go slowly from scene to scene.

Nothing is said by it that the page does not say without. It asks for nothing, keeps nothing, and leaves the map as a
whole where less motion is wanted.
"""

from __future__ import annotations

__all__ = ["SCRIPT"]

SCRIPT = """
(function(){
'use strict';
var root=document.documentElement,map=document.querySelector('svg.moving');
if(!map||!window.IntersectionObserver){return;}
var still=window.matchMedia('(prefers-reduced-motion: reduce)');
var scenes=[].slice.call(document.querySelectorAll('.scene'));
var heads=[].slice.call(map.querySelectorAll('.head'));
var drawn=heads.map(function(head,i){return [].slice.call(map.querySelectorAll('.draw[data-line="'+i+'"]'));});
var ends=[].slice.call(map.querySelectorAll('.end'));
var dots=[].slice.call(map.querySelectorAll('.dot'));
var whole={eye:[500,500,1000],share:heads.map(function(){return 1;})};
var nothing={eye:[500,500,1000],share:heads.map(function(){return 0;})};
var now={eye:whole.eye.slice(),share:nothing.share.slice()},from,to=null,begun=0,long=2800,running=0,at=-1;
root.classList.add('playing');
dots.forEach(function(dot){var disc=dot.firstChild;
dot.setAttribute('data-beside',disc.getAttribute('cx')+' '+disc.getAttribute('cy'));});
function stand(where){
dots.forEach(function(dot){
var at=dot.getAttribute(where).split(' ');
dot.firstChild.setAttribute('cx',at[0]);dot.firstChild.setAttribute('cy',at[1]);
dot.lastChild.setAttribute('x',at[0]);dot.lastChild.setAttribute('y',at[1]);});
}
stand('data-stop');
function ease(t){return t<.5?4*t*t*t:1-Math.pow(-2*t+2,3)/2;}
function between(a,b,t){return a.map(function(v,i){return v+(b[i]-v)*t;});}
function show(){
var e=now.eye,box=map.getBoundingClientRect(),small=Math.max(1,Math.min(box.width,box.height));
map.setAttribute('viewBox',[e[0]-e[2]/2,e[1]-e[2]/2,e[2],e[2]].map(function(v){return v.toFixed(2);}).join(' '));
map.style.setProperty('--z',(e[2]/small).toFixed(4));
drawn.forEach(function(ways,i){
var share=Math.max(0,Math.min(1,now.share[i]));
ways.forEach(function(way){way.style.strokeDashoffset=(1-share).toFixed(4);});
var point=ways[0].getPointAtLength(share*ways[0].getTotalLength());
heads[i].setAttribute('cx',point.x.toFixed(1));heads[i].setAttribute('cy',point.y.toFixed(1));
heads[i].style.opacity=share>0&&share<1?1:0;
});
}
function step(time){
if(!begun){begun=time;}
var t=Math.min(1,(time-begun)/long);
now.eye=between(from.eye,to.eye,ease(Math.min(1,t*1.15)));
now.share=between(from.share,to.share,ease(Math.max(0,(t-.12)/.88)));
show();
if(t<1){running=requestAnimationFrame(step);}else{running=0;}
}
function go(goal){
to=goal;from={eye:now.eye.slice(),share:now.share.slice()};begun=0;
if(still.matches){now={eye:whole.eye.slice(),share:goal.share.slice()};show();return;}
if(!running){running=requestAnimationFrame(step);}
}
function come(number){
if(number===at){return;}
at=number;
var scene=scenes[number],reached=number+1;
scenes.forEach(function(one,i){one.classList.toggle('now',i===number);});
dots.forEach(function(dot){
var first=Number(dot.getAttribute('data-scene'));
dot.classList.toggle('reached',first<=reached);
dot.classList.toggle('here',!!scene&&dot.getAttribute('data-at')===scene.getAttribute('data-at'));
});
var drawnNow=number<0?nothing.share:scene?scene.getAttribute('data-share').split(' ').map(Number):whole.share;
ends.forEach(function(end){end.classList.toggle('reached',drawnNow[Number(end.getAttribute('data-line'))]>=1);});
go(number<0?nothing:number>=scenes.length?whole:{
eye:scene.getAttribute('data-eye').split(' ').map(Number),
share:scene.getAttribute('data-share').split(' ').map(Number)});
}
var marks=[document.querySelector('.opening')].concat(scenes,[document.querySelector('.after')]);
function look(){
var line=innerHeight*(innerWidth<860?.78:.62),found=0;
marks.forEach(function(mark,i){if(mark&&mark.getBoundingClientRect().top<=line){found=i;}});
come(found-1);
}
var asked=false;
function soon(){if(!asked){asked=true;requestAnimationFrame(function(){asked=false;look();});}}
addEventListener('scroll',soon,{passive:true});
addEventListener('resize',function(){soon();show();});
addEventListener('beforeprint',function(){
stand('data-beside');
map.setAttribute('viewBox','0 0 1000 1000');map.style.setProperty('--z','1.7');
drawn.forEach(function(ways){ways.forEach(function(way){way.style.strokeDashoffset='0';});});});
addEventListener('afterprint',function(){stand('data-stop');show();});
var button=document.querySelector('.play'),timer=0;
function halt(){clearTimeout(timer);timer=0;if(button){button.textContent=button.getAttribute('data-play');
button.setAttribute('aria-pressed','false');}}
function forth(number){
var mark=marks[number];
if(!mark){halt();return;}
mark.scrollIntoView({behavior:'smooth',block:number?'start':'nearest'});
var words=mark.textContent.length,wait=Math.min(26000,5200+words*(root.lang==='ko'?75:32));
timer=setTimeout(function(){forth(number+1);},wait);
}
if(button&&!still.matches){
button.hidden=false;
button.addEventListener('click',function(){
if(timer){halt();return;}
button.textContent=button.getAttribute('data-pause');button.setAttribute('aria-pressed','true');
forth(Math.max(1,at+2));});
['wheel','touchmove','keydown'].forEach(function(kind){addEventListener(kind,function(event){
if(timer&&event.target!==button){halt();}},{passive:true});});
}
show();look();
})();
"""
